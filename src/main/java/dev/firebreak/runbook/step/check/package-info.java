/**
 * Guided checks: readings that find out why a service is down, slow or cut off, say what to do about it, and leave the
 * choice of the remedy to a person.
 */
package dev.firebreak.runbook.step.check;
