/** Paging: the escalation ladder, page messages, and handing a page to people. */
package dev.firebreak.oncall.paging;
