/** HTTP authorization: one table of rules, which all security filter chains use. */
package dev.firebreak.access.http;
