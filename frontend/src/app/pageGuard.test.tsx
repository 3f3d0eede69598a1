import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy, Suspense } from "react";
import { expect, test, vi } from "vitest";
import { cut, startServer } from "../testing/server";
import { show } from "../testing/show";
import { PageGuard } from "./PageGuard";

const Missing = lazy(() => Promise.reject(new TypeError("Failed to fetch a module")));

test("a page whose code does not come says so, and is not left for a browser's own error", async () => {
  vi.spyOn(console, "error").mockReturnValue(); // React tells of what was caught
  const head = vi.fn(cut);
  history.replaceState(null, "", "/cabinet/history");
  startServer({ "HEAD /cabinet/history": head });
  show(
    <PageGuard>
      <Suspense>
        <Missing />
      </Suspense>
    </PageGuard>,
  );
  expect((await screen.findByRole("alert")).textContent).toContain("Возможно, пропала связь");
  expect(screen.getByRole("heading", { level: 1, name: "Страница не загрузилась" })).toBeDefined();
  const reload = screen.getByRole("button", { name: "Обновить страницу" });
  await userEvent.click(reload);
  expect(head).toHaveBeenCalledOnce();
  expect(reload.getAttribute("aria-busy")).toBeNull();
});
