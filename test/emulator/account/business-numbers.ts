export interface BusinessNumber {
  readonly id: number;
  readonly phoneNumber: string;
  readonly label: string;
  readonly features: readonly string[];
  readonly paymentType: "Local" | "TollFree";
  readonly primary: boolean;
}

export const BUSINESS_NUMBERS = [
  {
    id: 101,
    phoneNumber: "+16505550101",
    label: "Support",
    features: ["CallerId", "SmsSender", "MmsSender"],
    paymentType: "Local",
    primary: true,
  },
  {
    id: 102,
    phoneNumber: "+16505550102",
    label: "Sales",
    features: ["CallerId", "SmsSender"],
    paymentType: "Local",
    primary: false,
  },
  {
    id: 103,
    phoneNumber: "+14695550103",
    label: "Campaigns",
    features: ["A2PSmsSender"],
    paymentType: "Local",
    primary: false,
  },
  {
    id: 104,
    phoneNumber: "+18005550104",
    label: "Toll-free",
    features: ["CallerId", "SmsSender"],
    paymentType: "TollFree",
    primary: false,
  },
  {
    id: 105,
    phoneNumber: "+16505550105",
    label: "Front desk",
    features: ["CallerId"],
    paymentType: "Local",
    primary: false,
  },
] as const satisfies readonly BusinessNumber[];

export const businessNumber = (phoneNumber: string): BusinessNumber | undefined =>
  BUSINESS_NUMBERS.find((number) => number.phoneNumber === phoneNumber);
