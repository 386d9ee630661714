/** Delegates about updates to stakeholders: what was said, and when the next one is due. */
package dev.firebreak.lifecycle.delegate.update;
