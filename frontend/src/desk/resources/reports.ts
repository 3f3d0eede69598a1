import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { paths } from "../api/schema";
import type { Report, ReportName } from "../api/types";

type Asked = NonNullable<paths["/reports/{name}"]["get"]["parameters"]["query"]>;

/** What a report is asked by: days, filters, the moment as of which things are known. */
export type Question = Omit<Asked, "limit" | "offset">;

/** Which reports there are, and what each can be asked for. */
export function useReports() {
  return useQuery({ queryKey: ["reports"], queryFn: () => read(api.GET("/reports")) });
}

/** A report, a page at a time. Later pages are asked for as of the first one: nothing moves. */
export function useReport(name: ReportName, question: Question, isReady: boolean) {
  return useInfiniteQuery({
    queryKey: ["reports", name, question],
    enabled: isReady,
    initialPageParam: { offset: 0, as_of: question.as_of ?? null } as Page,
    queryFn: ({ pageParam }) => fetchReport(name, { ...question, ...pageParam }),
    getNextPageParam: (last): Page | null =>
      last.next == null ? null : { offset: last.next, as_of: last.as_of },
  });
}

interface Page {
  offset: number;
  as_of: string | null;
}

function fetchReport(name: ReportName, query: Asked): Promise<Report> {
  return read(api.GET("/reports/{name}", { params: { path: { name }, query } }));
}

/** Reports of few rows, asked for together, whole. */
export function useWholeReports(name: ReportName, questions: Question[]) {
  return useQueries({
    queries: questions.map((question) => ({
      queryKey: ["reports", "whole", name, question],
      queryFn: () => fetchWhole(name, question),
      staleTime: 60_000,
    })),
    combine: (results) => ({
      data: results.every(({ data }) => data)
        ? results.map(({ data }) => data as Whole)
        : undefined,
      error: results.find(({ error }) => error)?.error ?? null,
      isFetching: results.some(({ isFetching }) => isFetching),
      refetch: () => {
        for (const each of results) if (each.error) void each.refetch();
      },
    }),
  });
}

const MOST = 1000;

/** Rows by the names of their columns. */
export type Whole = Record<string, string | number | null>[];

async function fetchWhole(name: ReportName, question: Question): Promise<Whole> {
  const rows: Whole = [];
  let page: Page | null = { offset: 0, as_of: question.as_of ?? null };
  while (page) {
    const answer: Report = await fetchReport(name, { ...question, ...page, limit: MOST });
    const names = answer.columns.map((column) => column.name);
    rows.push(...answer.rows.map((row) => named(names, row)));
    page = answer.next == null ? null : { offset: answer.next, as_of: answer.as_of };
  }
  return rows;
}

function named(names: string[], row: Report["rows"][number]): Whole[number] {
  return Object.fromEntries(names.map((name, place) => [name, row[place] ?? null]));
}
