package dev.firebreak.comms.room;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.comms.bridge.Bridges;
import dev.firebreak.comms.channel.slack.SlackText;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.SecretRedactor;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Makes a channel what the record says: it exists once, has topic, bookmarks and people, tells the updates, and is
 * archived at the end. Each step is kept before the next, so a repeat goes on where the last try ended.
 */
@Component
class RoomReconciler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOPIC = 250;
    private static final int TEXT = 3_000;
    private static final int PAGES = 50;

    private final SlackWebApi slack;
    private final Rooms rooms;
    private final Incidents incidents;
    private final IncidentMembers members;
    private final Timeline timeline;
    private final Bridges bridges;
    private final Accounts accounts;
    private final DisplayNames names;
    private final Links links;
    private final SecretRedactor redactor;

    RoomReconciler(
            SlackWebApi slack,
            Rooms rooms,
            Incidents incidents,
            IncidentMembers members,
            Timeline timeline,
            Bridges bridges,
            Accounts accounts,
            DisplayNames names,
            Links links,
            SecretRedactor redactor) {
        this.slack = slack;
        this.rooms = rooms;
        this.incidents = incidents;
        this.members = members;
        this.timeline = timeline;
        this.bridges = bridges;
        this.accounts = accounts;
        this.names = names;
        this.links = links;
        this.redactor = redactor;
    }

    /** @throws SlackProblem if Slack does not do a step */
    void advance(Room room) {
        var incident = incidents.get(room.incident());
        if (members.isRestricted(room.incident()) && !room.isPrivate()) {
            makePrivate(room);
            return;
        }
        if (room.channel() == null) {
            if (!incident.isOpen()) {
                rooms.archived(room);
                return;
            }
            rooms.created(room, created(room));
            room = rooms.find(room.incident()).orElseThrow();
            if (room.channel() == null) {
                return;
            }
        }
        describe(room, incident);
        post(room);
        invite(room);
        if (!incident.isOpen() && incident.status() != IncidentStatus.RESOLVED) {
            archive(room);
            rooms.archived(room);
        }
    }

    /** What was public has been read; nothing more is said there. */
    private void makePrivate(Room room) {
        if (room.channel() != null) {
            archive(room);
        }
        rooms.begunAnew(room);
    }

    /** After an answer that got lost, the name is taken by ourselves. */
    private String created(Room room) {
        try {
            var answer = slack.call(
                    "conversations.create",
                    Map.of("name", room.name(), "is_private", String.valueOf(room.isPrivate())));
            return answer.at("/channel/id").asText();
        } catch (SlackProblem problem) {
            if (problem.is("name_taken")) {
                return existing(room);
            }
            throw problem;
        }
    }

    private String existing(Room room) {
        var cursor = "";
        for (var page = 0; page < PAGES; page++) {
            var answer = slack.call(
                    "conversations.list",
                    Map.of(
                            "types",
                            room.isPrivate() ? "private_channel" : "public_channel",
                            "exclude_archived",
                            "true",
                            "limit",
                            "200",
                            "cursor",
                            cursor));
            for (var channel : answer.path("channels")) {
                if (channel.path("name").asText().equals(room.name())) {
                    return channel.path("id").asText();
                }
            }
            cursor = answer.at("/response_metadata/next_cursor").asText();
            if (cursor.isEmpty()) {
                break;
            }
        }
        throw new SlackProblem("conversations.create", "name_taken", null);
    }

    private void describe(Room room, Incident incident) {
        var topic = SlackText.escaped(
                (incident.severity() == null ? "" : incident.severity() + " ")
                        + incident.status().word() + ", commander: "
                        + (incident.commander() == null ? "unassigned" : names.of(incident.commander())) + ". "
                        + links.incident(incident.id()),
                TOPIC,
                "…");
        if (room.topic() == null) {
            bookmark(room, "Incident", links.incident(incident.id()));
            bridges.of(incident.id()).ifPresent(bridge -> bookmark(room, "Bridge", bridge));
        }
        if (!topic.equals(room.topic())) {
            slack.call("conversations.setTopic", Map.of("channel", room.channel(), "topic", topic));
            rooms.topic(room, topic);
        }
    }

    private void bookmark(Room room, String title, String link) {
        var there = slack.call("bookmarks.list", Map.of("channel_id", room.channel()));
        for (var bookmark : there.path("bookmarks")) {
            if (bookmark.path("link").asText().equals(link)) {
                return;
            }
        }
        slack.call("bookmarks.add", Map.of("channel_id", room.channel(), "title", title, "type", "link", "link", link));
    }

    /** Members whom Slack knows by their mail address. One whom it refuses keeps nobody else out. */
    private void invite(Room room) {
        var invited = new TreeSet<>(room.invited());
        for (var member : members.of(room.incident())) {
            if (invited.add(member.person())) {
                invite(room, member.person());
                rooms.invited(room, invited);
            }
        }
    }

    private void invite(Room room, String person) {
        var mail = accounts.find(person).map(it -> it.mail()).filter(it -> it != null && !it.isBlank());
        if (mail.isEmpty()) {
            return;
        }
        try {
            var user = slack.call("users.lookupByEmail", Map.of("email", mail.get()))
                    .at("/user/id")
                    .asText();
            slack.call("conversations.invite", Map.of("channel", room.channel(), "users", user));
        } catch (SlackProblem problem) {
            if (problem.is("users_not_found") || problem.is("already_in_channel") || problem.is("cant_invite_self")) {
                return;
            }
            if (!problem.isRefusal()) {
                throw problem;
            }
            rooms.refused(room, names.of(person), problem.getMessage());
        }
    }

    private void post(Room room) {
        timeline.of(room.incident()).stream()
                .filter(entry -> entry.number() > room.postedUpTo())
                .filter(entry -> entry.what().startsWith("Update"))
                .sorted(Comparator.comparing(TimelineEntry::number))
                .forEach(entry -> {
                    slack.call("chat.postMessage", message(room, entry));
                    rooms.posted(room, entry.number());
                });
    }

    private Map<String, String> message(Room room, TimelineEntry entry) {
        var incident = incidents.get(room.incident());
        var text = SlackText.escaped(redactor.masked(entry.what()), TEXT, "… (cut)");
        var attachment =
                JSON.createObjectNode().put("color", incident.status().colour()).put("fallback", text);
        var blocks = attachment.putArray("blocks");
        blocks.add(plain(incident.status().word() + " · " + names.actor(entry.who())));
        blocks.add(plain(text));
        return Map.of(
                "channel", room.channel(),
                "text", "Update",
                "attachments", JSON.createArrayNode().add(attachment).toString(),
                "link_names", "false",
                "unfurl_links", "false",
                "unfurl_media", "false");
    }

    private static ObjectNode plain(String text) {
        var block = JSON.createObjectNode().put("type", "section");
        block.putObject("text").put("type", "plain_text").put("text", text).put("emoji", false);
        return block;
    }

    private void archive(Room room) {
        try {
            slack.call("conversations.archive", Map.of("channel", room.channel()));
        } catch (SlackProblem problem) {
            if (!problem.is("already_archived") && !problem.is("channel_not_found")) {
                throw problem;
            }
        }
    }
}
