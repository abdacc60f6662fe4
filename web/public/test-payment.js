// Hands the client that shows this page means of payment that are none (https://core.telegram.org/api/web-events#payment-form-submit).
document.getElementById('pay').addEventListener('click', () => {
  const said = { title: 'Test card', credentials: { type: 'test', title: 'Test card' } }
  const name = 'payment_form_submit'
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(name, JSON.stringify(said))
  else if (window.external && 'notify' in window.external) window.external.notify(JSON.stringify({ eventType: name, eventData: said }))
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: name, eventData: said }), '*')
})
