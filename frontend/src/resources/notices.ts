import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { NoticeChoices } from "../api/types";
import { tellTabs } from "./tabs";

const SETTINGS = ["notice-settings"];

/** Where the subscriber is told something, of what and when not. */
export function useNoticeSettings() {
  return useQuery({ queryKey: SETTINGS, queryFn: () => read(api.GET("/notice-settings")) });
}

/** Chooses what is told. Asked again, it comes to the same. */
export function useChooseNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NoticeChoices) => read(api.PATCH("/notice-settings", { body })),
    onSuccess: (settings) => {
      client.setQueryData(SETTINGS, settings);
      tellTabs();
    },
  });
}

const PAGE = 20;

/** What was told, or is about to be, newest first, a page at a time. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: ["notices"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: before }) =>
      read(api.GET("/notices", { params: { query: { before, limit: PAGE } } })),
    getNextPageParam: (last) => last.next ?? null,
  });
}
