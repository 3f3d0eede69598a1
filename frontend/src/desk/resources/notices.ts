import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { components, paths } from "../api/schema";
import type { Contact } from "../api/types";
import { useDeed } from "./deed";

type Schemas = components["schemas"];

export type NoticeQuery = Omit<
  NonNullable<paths["/notices"]["get"]["parameters"]["query"]>,
  "before" | "limit"
>;

/** Which text: of a kind, for a channel, in a language. */
export type TextKey = Schemas["ResetNoticeTemplate"];

/** What was told, newest first, a page at a time. */
export function useNotices(query: NoticeQuery) {
  return useInfiniteQuery({
    queryKey: ["notices", query],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/notices", { params: { query: { ...query, before } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}

export function useNotice(id: string) {
  return useQuery({
    queryKey: ["notices", id],
    queryFn: () => read(api.GET("/notices/{id}", { params: { path: { id } } })),
  });
}

/** The same words once more, as a notice of its own: the answer is that one. */
export function useResendNotice(id: string) {
  return useDeed((reason: string) =>
    read(api.POST("/notices/{id}/resend", { params: { path: { id } }, body: { reason } })),
  );
}

/** Sends an example now. No subscriber is told. */
export function useTestNotice() {
  return useMutation({
    mutationFn: (body: Schemas["SendTestNotice"]) => read(api.POST("/test-notices", { body })),
  });
}

export function useNoticeSettings() {
  return useQuery({
    queryKey: ["notice-settings"],
    queryFn: () => read(api.GET("/notice-settings")),
  });
}

export function useChangeNoticeSettings() {
  return useDeed((body: Schemas["NoticeSettingsRequest"]) =>
    read(api.PATCH("/notice-settings", { body })),
  );
}

/** Every text that holds. */
export function useNoticeTexts() {
  return useQuery({
    queryKey: ["notice-templates"],
    queryFn: () => read(api.GET("/notice-templates")),
  });
}

export function useNoticeText({ kind, channel, language }: TextKey) {
  const path = { kind, channel, language };
  return useQuery({
    queryKey: ["notice-templates", path],
    queryFn: () =>
      read(api.GET("/notice-templates/{kind}/{channel}/{language}", { params: { path } })),
  });
}

export function useSaveNoticeText() {
  return useDeed((body: Schemas["SaveNoticeTemplate"]) =>
    read(api.POST("/notice-templates", { body })),
  );
}

/** Back to the built-in text. */
export function useResetNoticeText() {
  return useDeed((body: TextKey) => read(api.POST("/notice-templates/reset", { body })));
}

/** A text as somebody would get it. While another one is asked for, the last one stays. */
export function useNoticePreview(body: Schemas["PreviewNoticeTemplate"]) {
  return useQuery({
    queryKey: ["preview", "notice", body],
    queryFn: () => read(api.POST("/notice-templates/preview", { body })),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
}

/** Where an account's holder is told. */
export function useContact(number: string) {
  return useQuery({
    queryKey: ["accounts", number, "contact"],
    queryFn: () => read(api.GET("/accounts/{number}/contact", { params: { path: { number } } })),
  });
}

export type ContactChange = Pick<Contact, "email" | "phone" | "language"> & { reason: string };

export function useChangeContact(number: string) {
  return useDeed((body: ContactChange) =>
    read(api.PATCH("/accounts/{number}/contact", { params: { path: { number } }, body })),
  );
}
