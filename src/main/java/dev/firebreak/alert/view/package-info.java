/** The alerts of an incident, for people. */
package dev.firebreak.alert.view;
