package dev.firebreak.comms.channel.slack;

import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.HttpChannelContract;
import java.time.Duration;

/** Slack's incoming webhooks; what is special about them stands in {@link SlackChannelTests}. */
class SlackContractTests extends HttpChannelContract {

    private static final Contact ROOM = new Contact("incidents", "#incidents", null, "secret://slack-incidents");

    @Override
    protected Channel channel(Duration timeout) {
        comms.environment.setProperty(
                "FIREBREAK_SECRET_SLACK_INCIDENTS",
                peer.address("/services/" + CANARY).toString());
        return new SlackChannel(
                comms.with(ROOM).catalog(),
                InMemorySecrets.of(comms.environment),
                comms.links(),
                new SlackSettings(timeout),
                comms.clock);
    }

    @Override
    protected Contact contact() {
        return ROOM;
    }

    @Override
    protected String accepted() {
        return "ok";
    }
}
