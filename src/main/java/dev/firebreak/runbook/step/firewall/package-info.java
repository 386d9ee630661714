/** The step that isolates a target from its network, and releases it again. */
package dev.firebreak.runbook.step.firewall;
