import { expect, test } from "vitest";
import { missing, total } from "./money";

test("what is missing is counted in kopecks", () => {
  expect(missing("50.00", "49.99")).toBe("0.01");
  expect(missing("50.00", "-150.10")).toBe("200.10");
  expect(missing("50.00", "50.00")).toBeNull();
});

test("sums are added without losing a kopeck", () => {
  expect(total(["0.10", "0.20", "1150.55"])).toBe("1150.85");
});
