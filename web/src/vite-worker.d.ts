/** A worker's address in the build. */
declare module '*?worker&url' {
  const address: string
  export default address
}
