/** Paging: escalation ladder, page messages, and delivery of pages. */
@NamedInterface("paging")
package dev.firebreak.oncall.paging;

import org.springframework.modulith.NamedInterface;
