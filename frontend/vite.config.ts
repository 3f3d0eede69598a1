import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Stops a build of the cabinet that would bring subscribers something of the desk. */
const nothingOfTheDesk: Plugin = {
  name: "nothing-of-the-desk",
  generateBundle(_options, bundle) {
    for (const part of Object.values(bundle)) {
      const sources = part.type === "chunk" ? part.moduleIds : part.originalFileNames;
      const strange = sources.find((name) => name.includes("src/desk/"));
      if (strange) this.error(`${part.fileName} of the cabinet contains ${strange}`);
    }
  },
};

/** While developing, every address of the desk is its page. */
const deskPage: Plugin = {
  name: "desk-page",
  configureServer(server) {
    server.middlewares.use((request: unknown, _response: unknown, next: () => void) => {
      const asked = request as { headers: { accept?: string }; url: string };
      if (asked.headers.accept?.includes("text/html")) asked.url = "/desk/desk.html";
      next();
    });
  },
};

// Two sites of one source: the cabinet, and with `--mode desk` the desk. What is built goes where the
// Python package takes it from.
export default defineConfig(({ mode }) => {
  const site = mode === "desk" ? "desk" : "cabinet";
  return {
    base: `/${site}/`,
    plugins: [react(), site === "desk" ? deskPage : nothingOfTheDesk],
    build: {
      outDir: `../backend/web/${site}`,
      emptyOutDir: true,
      target: "baseline-widely-available",
      // The page's Content-Security-Policy admits files of our own only, no data: URLs.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: site === "desk" ? "desk.html" : "index.html" },
    },
    server: { proxy: { "/api": "http://127.0.0.1:8080" } },
    test: {
      environment: "jsdom",
      include: ["src/**/*.test.{ts,tsx}"],
      setupFiles: ["src/testing/setup.ts"],
      testTimeout: 30_000,
      unstubGlobals: true,
    },
  };
});
