import { z } from 'zod';

const UrlTextSchema = z.string().max(8_192).optional().catch(undefined);
const NameSchema = z.string().max(200).optional().catch(undefined);

/** What a browser says of one break of the page's policy. Whatever it cannot be read as is left out: nobody waits for an answer. */
export const CspViolationSchema = z.object({
  document: UrlTextSchema,
  blocked: UrlTextSchema,
  directive: NameSchema,
  source: UrlTextSchema,
  disposition: NameSchema,
});
export type CspViolation = z.infer<typeof CspViolationSchema>;

const ReportBodySchema = z
  .object({
    documentURL: UrlTextSchema,
    blockedURL: UrlTextSchema,
    effectiveDirective: NameSchema,
    sourceFile: UrlTextSchema,
    disposition: NameSchema,
  })
  .transform(
    (body): CspViolation => ({
      document: body.documentURL,
      blocked: body.blockedURL,
      directive: body.effectiveDirective,
      source: body.sourceFile,
      disposition: body.disposition,
    }),
  );

/** `application/reports+json` of the Reporting API: a list, of which other kinds of report are left out. */
export const ReportListSchema = z
  .array(z.object({ type: z.string(), body: z.unknown() }))
  .max(100)
  .transform((reports) =>
    reports.flatMap(({ type, body }) => {
      const read = ReportBodySchema.safeParse(body);
      return type === 'csp-violation' && read.success ? [read.data] : [];
    }),
  );

/** `application/csp-report`, of browsers that know `report-uri` only. */
export const CspReportSchema = z
  .object({
    'csp-report': z.object({
      'document-uri': UrlTextSchema,
      'blocked-uri': UrlTextSchema,
      'effective-directive': NameSchema,
      'violated-directive': NameSchema,
      'source-file': UrlTextSchema,
      disposition: NameSchema,
    }),
  })
  .transform(({ 'csp-report': report }): CspViolation[] => [
    {
      document: report['document-uri'],
      blocked: report['blocked-uri'],
      directive: report['effective-directive'] ?? report['violated-directive'],
      source: report['source-file'],
      disposition: report.disposition,
    },
  ]);
