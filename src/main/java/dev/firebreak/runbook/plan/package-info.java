/** The plan phase: what exactly would be done. */
package dev.firebreak.runbook.plan;
