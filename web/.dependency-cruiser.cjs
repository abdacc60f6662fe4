/**
 * The rooms of the web client: app → ui | sync → state. `wire` and `platform` are leaves whose code only the app names;
 * they speak the vocabulary of `state/model` and `state/failure`, and others may name the types of their contracts.
 */
const only = (from, ...to) => ({
  name: `${from}-knows-only-${to.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [from, ...to].map(room => `^src/${room}/`) },
})

module.exports = {
  forbidden: [
    only('state'),
    only('i18n'),
    only('ui', 'i18n', 'state'),
    {
      name: 'sync-knows-only-state-and-the-contracts-of-the-leaves',
      severity: 'error',
      from: { path: '^src/sync/' },
      to: { path: '^src/', pathNot: ['^src/(sync|state)/', '^src/(wire|platform)/api\\.ts$'] },
    },
    {
      name: 'contracts-of-the-leaves-are-types',
      severity: 'error',
      from: { path: '^src/sync/' },
      to: { path: '^src/(wire|platform)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'leaves-know-only-the-vocabulary',
      severity: 'error',
      from: { path: '^src/(wire|platform)/' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/state/(model|failure)\\.ts$'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-new-room', severity: 'error', from: {}, to: { path: '^src/', pathNot: '^src/(app\\.ts$|[^/]+\\.d\\.ts$|(ui|i18n|sync|state|wire|platform)/)' } },
    { name: 'mtcute-stays-in-the-worker', severity: 'error', from: { path: '^src/', pathNot: '^src/wire/' }, to: { path: 'node_modules/@(mtcute|fuman)/' } },
    { name: 'idb-stays-in-platform', severity: 'error', from: { path: '^src/', pathNot: '^src/platform/' }, to: { path: 'node_modules/idb/' } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?worker&url$' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['svelte', 'browser', 'import', 'types', 'default'] },
  },
}
