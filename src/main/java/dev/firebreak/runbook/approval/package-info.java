/** People's decisions about plans and unknown outcomes. */
package dev.firebreak.runbook.approval;
