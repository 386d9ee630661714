package dev.firebreak.comms.channel.slack;

/**
 * Slack did not accept the message; a retry may help. It has no cause, because a cause's text could contain the
 * webhook.
 */
class SlackUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SlackUnavailable(String why) {
        super(why);
    }
}
