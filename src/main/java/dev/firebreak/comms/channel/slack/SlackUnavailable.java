package dev.firebreak.comms.channel.slack;

/** Slack has not taken it now, and may later. Carries no cause: an address in its text would give the webhook away. */
class SlackUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SlackUnavailable(String why) {
        super(why);
    }
}
