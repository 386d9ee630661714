/** Delegates for runbook selection, stabilisation, recovery and resolution. */
package dev.firebreak.lifecycle.delegate.recovery;
