import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import type { components } from "../api/schema";
import { useDeed } from "./deed";

type Schemas = components["schemas"];

/** The templates with every version, and what a pattern may contain. */
export function useTemplates() {
  return useQuery({ queryKey: ["templates"], queryFn: () => read(api.GET("/templates")) });
}

export function useSaveTemplate() {
  return useDeed((body: Schemas["SaveTemplate"]) => read(api.POST("/templates", { body })));
}

/** The charge that a template would make. While another one is asked for, the last one stays. */
export function useTemplatePreview(wish: Schemas["PreviewTemplate"]) {
  return useQuery({
    queryKey: ["preview", "template", wish],
    queryFn: () => read(api.POST("/templates/preview", { body: wish })),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
}

export function useTaxRates() {
  return useQuery({ queryKey: ["tax-rates"], queryFn: () => read(api.GET("/tax-rates")) });
}

export function useSetTaxRate() {
  return useDeed((body: Schemas["SetTaxRate"]) => read(api.POST("/tax-rates", { body })));
}

/** Every offer that was published, without the texts. */
export function useOffers() {
  return useQuery({ queryKey: ["offers"], queryFn: () => read(api.GET("/offers")) });
}

export function useOffer(integrator: string, version: string) {
  return useQuery({
    queryKey: ["offers", integrator, version],
    queryFn: () =>
      read(
        api.GET("/offers/{integrator}/{version}", { params: { path: { integrator, version } } }),
      ),
  });
}

export function usePublishOffer() {
  return useDeed((body: Schemas["PublishOffer"]) => read(api.POST("/offers", { body })));
}
