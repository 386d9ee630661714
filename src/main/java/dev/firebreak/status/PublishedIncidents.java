package dev.firebreak.status;

import dev.firebreak.status.StatusPosts.Post;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;

/** What the status page says of incidents, for adapters to other status pages: the same texts and the same state. */
@Service
public class PublishedIncidents {

    private final StatusPosts posts;
    private final StatusSettings settings;

    PublishedIncidents(StatusPosts posts, StatusSettings settings) {
        this.posts = posts;
        this.settings = settings;
    }

    /** Incidents of these services that were not over at that time. Those for members only are left out. */
    public List<PublishedIncident> since(Instant then, Collection<String> services) {
        var shown = services.stream().filter(settings.components()::containsKey).toList();
        if (shown.isEmpty()) {
            return List.of();
        }
        var byIncident = new LinkedHashMap<String, List<Post>>();
        posts.since(then, shown)
                .forEach(post -> byIncident
                        .computeIfAbsent(post.incident(), id -> new ArrayList<>())
                        .add(post));
        return byIncident.values().stream().map(this::incident).toList();
    }

    private PublishedIncident incident(List<Post> posts) {
        var first = posts.get(0);
        return new PublishedIncident(
                first.incident(),
                first.service(),
                "Problem with " + settings.components().get(first.service()),
                ComponentState.impact(first.severity()).key(),
                ComponentState.now(first.severity(), first.now()).key(),
                !first.now().isOpen(),
                posts.stream()
                        .map(post -> new PublishedIncident.Text(
                                post.postedAt(),
                                post.status().isOpen() ? post.status().name().toLowerCase(Locale.ROOT) : "resolved",
                                post.text()))
                        .toList());
    }
}
