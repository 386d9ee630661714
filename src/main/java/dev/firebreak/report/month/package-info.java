/** The report of a month: its figures from the tables, the store of all months, and the report as JSON and Markdown. */
@NamedInterface("month")
package dev.firebreak.report.month;

import org.springframework.modulith.NamedInterface;
