/** Delegates of stabilisation and recovery. */
package dev.firebreak.lifecycle.delegate.recovery;
