/** Events for PagerDuty: a tool with a PagerDuty output only changes its address. */
package dev.firebreak.alert.format.pagerduty;
