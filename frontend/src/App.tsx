/** The whole cabinet. */
export function App() {
  return (
    <main className="container">
      <h1>Витрина</h1>
    </main>
  );
}
