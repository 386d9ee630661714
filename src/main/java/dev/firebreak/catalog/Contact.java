package dev.firebreak.catalog;

/**
 * A recipient of notifications: a person with a mail address, or a team's Slack channel.
 *
 * @param id of a person, the same as their login
 * @param mail null for a Slack channel
 * @param slack the Slack channel's incoming webhook, as a {@code secret://} reference; null for a person
 * @param methods how else a person is paged; none for a Slack channel
 */
public record Contact(String id, String name, String mail, String slack, ContactMethods methods) {

    /** A person with nothing but a mail address. */
    public Contact(String id, String name, String mail) {
        this(id, name, mail, null);
    }

    public Contact(String id, String name, String mail, String slack) {
        this(id, name, mail, slack, ContactMethods.NONE);
    }

    /** The same person with other contact methods. */
    public Contact with(ContactMethods other) {
        return new Contact(id, name, mail, slack, other);
    }

    /** Whether this is a person; only a person can be on call or own a service. */
    public boolean isPerson() {
        return slack == null;
    }
}
