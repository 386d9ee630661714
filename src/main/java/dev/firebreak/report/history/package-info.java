/** The import of incidents from before Firebreak, as CSV. */
@NamedInterface("history")
package dev.firebreak.report.history;

import org.springframework.modulith.NamedInterface;
