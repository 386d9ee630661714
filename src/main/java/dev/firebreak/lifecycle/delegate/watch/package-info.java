/** Delegates that watch whether somebody works on an acknowledged incident. */
package dev.firebreak.lifecycle.delegate.watch;
