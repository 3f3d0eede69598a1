import { Link } from "wouter";
import type { Notice } from "../../api/types";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { type NoticeQuery, useNotices } from "../../resources/notices";
import { useWords } from "../../words/words";
import { NoticeBadge } from "./NoticeBadge";

/** Notices, newest first; each opens with its words and its attempts. */
export function NoticeList({ query }: { query: NoticeQuery }) {
  const { say, instant } = useWords();
  const columns: Column<Notice>[] = [
    {
      name: say("notices.kind"),
      cell: ({ id, kind }) => <Link href={`/notices/${id}`}>{say(`notice.${kind}`)}</Link>,
    },
    { name: say("notices.at"), cell: ({ at }) => instant(at) },
    {
      name: say("account.number.label"),
      cell: ({ account }) => <Link href={`/accounts/${account}`}>{account}</Link>,
    },
    {
      name: say("notices.to"),
      cell: ({ channel, to }) => (
        <>
          {to || say("none")}
          <span className="small">{say(`channel.${channel}`)}</span>
        </>
      ),
    },
    { name: say("notices.state"), cell: (each) => <NoticeBadge notice={each} /> },
  ];
  return (
    <Paged query={useNotices(query)} rowsOf={({ notices }) => notices}>
      {(rows) => (
        <Table
          caption={say("notices.title")}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          empty={say("notices.none")}
        />
      )}
    </Paged>
  );
}
