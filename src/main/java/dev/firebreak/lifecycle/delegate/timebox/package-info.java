/** Delegates of the time boxes: which one is next, and whether its result is there when it ends. */
package dev.firebreak.lifecycle.delegate.timebox;
