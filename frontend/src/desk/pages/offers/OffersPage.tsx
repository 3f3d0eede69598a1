import { Badge } from "../../../components/Badge";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import type { Offer } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { type Column, Table } from "../../components/Table";
import { useOffers } from "../../resources/catalogue";
import { useWords } from "../../words/words";
import { OfferDialog } from "./OfferDialog";
import { PublishDialog } from "./PublishDialog";

/** The texts that subscribers accept before the first charge. */
export function OffersPage() {
  const { say, name, day, number } = useWords();
  const may = useMay();
  const columns: Column<Offer>[] = [
    { name: say("offer.version"), cell: ({ version }) => version },
    { name: say("offer.whose"), cell: ({ integrator }) => name("products.owner", integrator) },
    {
      name: say("offer.from"),
      cell: ({ in_force, valid_from }) => (
        <>
          {day(valid_from)}{" "}
          {in_force && (
            <Badge tone="good" icon="check">
              {say("template.in_force")}
            </Badge>
          )}
        </>
      ),
    },
    { name: say("offer.length"), cell: ({ characters }) => number(characters), isNumber: true },
    {
      name: say("account.actions"),
      cell: ({ integrator, version }) => (
        <Opener label={say("offer.read")} about={`${integrator} ${version}`}>
          {(close) => <OfferDialog integrator={integrator} version={version} onClose={close} />}
        </Opener>
      ),
    },
  ];
  return (
    <Page title={say("offers.title")}>
      <Loaded query={useOffers()}>
        {({ offers }) => (
          <Table
            caption={say("offers.title")}
            columns={columns}
            rows={offers}
            keyOf={({ integrator, version }) => `${integrator} ${version}`}
            empty={say("offers.none")}
          />
        )}
      </Loaded>
      {may("publish_offer") && (
        <p className="further">
          <Opener label={say("offer.publish")}>
            {(close) => <PublishDialog onClose={close} />}
          </Opener>
        </p>
      )}
    </Page>
  );
}
