/** Delegates of paging: how long the first page waits, and whether a person works on an acknowledged incident. */
package dev.firebreak.lifecycle.delegate.watch;
