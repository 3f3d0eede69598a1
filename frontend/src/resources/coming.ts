import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";

/** What will be charged in the next months. */
export function useForecast() {
  return useQuery({ queryKey: ["forecast"], queryFn: () => read(api.GET("/forecast")) });
}
