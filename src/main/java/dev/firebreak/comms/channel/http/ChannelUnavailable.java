package dev.firebreak.comms.channel.http;

/**
 * The server of a channel did not accept the message; a retry may help. It has no cause, because a cause's text could
 * contain an address that is a secret.
 */
public final class ChannelUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChannelUnavailable(String why) {
        super(why);
    }
}
