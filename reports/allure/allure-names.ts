// What Allure's part of the reports is called: its results, its pages, its history.

export const allureNames = {
  results: "allure-results",
  report: "allure",
  history: "allure-history.jsonl",
} as const;
