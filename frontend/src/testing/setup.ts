/** What jsdom lacks, and a clean page for every test. */
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { keepToken } from "../api/token";

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

afterEach(() => {
  cleanup();
  keepToken(null);
  localStorage.clear();
  history.replaceState(null, "", "/cabinet/");
});
