/** Steps that put a configuration folder of a host back from a proved backup, and take that back. */
package dev.firebreak.runbook.step.configuration;
