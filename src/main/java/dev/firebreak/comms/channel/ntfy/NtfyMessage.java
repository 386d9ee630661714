package dev.firebreak.comms.channel.ntfy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.message.Links;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON of ntfy's publish API. Markdown is off, so that text of an alert is only text. A page has the highest
 * priority, which wakes a phone, and a button that opens the acknowledge page; the press there acknowledges, because
 * what a phone loads in advance must not (guarantees.md G11).
 */
class NtfyMessage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CUT = "\n… (cut)";

    /** ntfy turns a message of more than 4,096 bytes into an attachment. */
    private static final int MESSAGE = 3_500;

    private static final int TITLE = 250;
    private static final int PAGE = 5;
    private static final int NEWS = 3;

    private final Links links;

    NtfyMessage(Links links) {
        this.links = links;
    }

    byte[] bytes(Announcement announcement) {
        var incident = links.incident(announcement.key().incident());
        var message = JSON.createObjectNode()
                .put("topic", announcement.to().methods().ntfy())
                .put("title", cut(announcement.subject(), TITLE, "…"))
                .put("message", cut(announcement.text().strip(), MESSAGE, CUT))
                .put("priority", announcement.key().urgent() ? PAGE : NEWS)
                .put("click", announcement.link() == null ? incident : announcement.link());
        var actions = message.putArray("actions");
        if (announcement.link() != null) {
            actions.addObject()
                    .put("action", "view")
                    .put("label", "Acknowledge")
                    .put("url", announcement.link());
        }
        actions.addObject().put("action", "view").put("label", "Open incident").put("url", incident);
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Cuts between characters; the limit is in bytes. */
    private static String cut(String text, int limit, String ending) {
        if (bytes(text) <= limit) {
            return text;
        }
        var kept = new StringBuilder();
        var left = limit - bytes(ending);
        for (var c : text.codePoints().toArray()) {
            var next = Character.toString(c);
            left -= bytes(next);
            if (left < 0) {
                break;
            }
            kept.append(next);
        }
        return kept + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
