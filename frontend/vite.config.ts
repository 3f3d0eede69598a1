import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The built cabinet goes where the Python package takes it from.
export default defineConfig({
  base: "/cabinet/",
  plugins: [react()],
  build: {
    outDir: "../backend/web/cabinet",
    emptyOutDir: true,
    target: "baseline-widely-available",
    // The page's Content-Security-Policy admits files of our own only, no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    unstubGlobals: true,
  },
});
