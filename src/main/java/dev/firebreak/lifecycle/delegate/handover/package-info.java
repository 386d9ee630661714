/** Delegates of a hand-over of command: what is proposed, what the other side answers, and the new commander. */
package dev.firebreak.lifecycle.delegate.handover;
