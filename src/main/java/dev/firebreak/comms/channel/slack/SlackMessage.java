package dev.firebreak.comms.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.message.Links;
import dev.firebreak.incident.IncidentId;
import java.io.UncheckedIOException;

/**
 * The JSON for a webhook: escaped plain text with a link to the incident. Text from an alert can trigger no mention,
 * link or preview (guarantees.md E5).
 */
class SlackMessage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEADER = 150;
    private static final int SECTION = 3_000;

    private final Links links;

    SlackMessage(Links links) {
        this.links = links;
    }

    byte[] bytes(Announcement announcement) {
        var subject = SlackText.escaped(announcement.subject(), HEADER, "… (cut)");
        var message = JSON.createObjectNode()
                .put("text", subject)
                .put("mrkdwn", false)
                .put("parse", "none")
                .put("link_names", 0)
                .put("unfurl_links", false)
                .put("unfurl_media", false);
        message.putArray("blocks")
                .add(plain("header", subject))
                .add(plain("section", SlackText.escaped(announcement.text().strip(), SECTION, "\n… (cut)")))
                .add(link(announcement.key().incident()));
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode plain(String type, String text) {
        var block = JSON.createObjectNode().put("type", type);
        block.putObject("text").put("type", "plain_text").put("text", text).put("emoji", false);
        return block;
    }

    /** A separate block, so that cutting the text never removes it; rich text, because that has no markup. */
    private ObjectNode link(IncidentId incident) {
        var block = JSON.createObjectNode().put("type", "rich_text");
        block.putArray("elements")
                .addObject()
                .put("type", "rich_text_section")
                .putArray("elements")
                .addObject()
                .put("type", "link")
                .put("url", links.incident(incident))
                .put("text", "Open " + incident);
        return block;
    }
}
