package dev.firebreak.catalog;

/**
 * Whom we may have to reach: a person by mail, or a team in its Slack channel.
 *
 * @param id of a person the same as the login
 * @param mail null for a Slack channel
 * @param slack of a Slack channel its incoming webhook as a {@code secret://} reference; null for a person
 */
public record Contact(String id, String name, String mail, String slack) {

    public Contact(String id, String name, String mail) {
        this(id, name, mail, null);
    }

    public boolean isPerson() {
        return slack == null;
    }
}
