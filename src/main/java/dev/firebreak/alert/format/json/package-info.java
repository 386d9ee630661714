/** What the formats of small JSON bodies share: strict reading, errors that name the field, an alert in our words. */
package dev.firebreak.alert.format.json;
