/** Paging: escalation ladder, page messages, and delivery of pages. */
package dev.firebreak.oncall.paging;
