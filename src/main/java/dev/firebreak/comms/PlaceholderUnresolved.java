package dev.firebreak.comms;

import dev.firebreak.lifecycle.WorkImpossible;

/** A template names something that nobody knows (acceptance.md A097): refused, rather than sent with a hole. */
class PlaceholderUnresolved extends WorkImpossible {

    private static final long serialVersionUID = 1L;

    PlaceholderUnresolved(String template, Exception cause) {
        super("message " + template + " not written: " + cause.getMessage(), cause);
    }
}
