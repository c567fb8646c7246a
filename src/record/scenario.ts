/** The rules a run may follow (`measure/scenario.ts`), apart from the record's schema: links are read without a validator. */
export const scenarios = ['preview', 'quick', 'thorough', 'sustained', 'offline'] as const;
