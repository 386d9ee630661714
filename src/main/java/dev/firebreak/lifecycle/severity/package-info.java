/** Severity assessment: the facts, their scales, and escalation when later alerts are worse. */
package dev.firebreak.lifecycle.severity;
