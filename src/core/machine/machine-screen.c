/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <unistd.h>

#include "machine-error-private.h"
#include "machine-private.h"

/* A screenshot of a screen with 16,384 by 16,384 pixels is as large as is believed. */
#define SCREENSHOT_MAXIMUM (16384u * 16384u * 4u)
#define CHUNK (256 * 1024)

static gboolean
receive_picture (virStreamPtr      stream,
                 GdkPixbufLoader  *loader,
                 GError          **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gsize total = 0;

  for (;;) {
    int n = virStreamRecv (stream, (char *) buffer, CHUNK);

    if (n == 0)
      return TRUE;
    if (n < 0) {
      sprint_machine_error_set_from_libvirt (error);
      return FALSE;
    }
    total += n;
    if (total > SCREENSHOT_MAXIMUM) {
      g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FAILED,
                           "The picture is larger than any screen");
      return FALSE;
    }
    if (!gdk_pixbuf_loader_write (loader, buffer, n, error))
      return FALSE;
  }
}

static GdkPixbuf *
scale_down (GdkPixbuf *picture,
            int        max_width)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);

  if (max_width <= 0 || width <= max_width)
    return g_object_ref (picture);
  return gdk_pixbuf_scale_simple (picture, max_width, MAX (1, (int) ((gint64) height * max_width / width)),
                                  GDK_INTERP_BILINEAR);
}

static gpointer
screenshot_thread (gpointer   data,
                   GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  GdkPixbuf *scaled = NULL;
  virStreamPtr stream;
  char *mime;

  if (domain == NULL) {
    gdk_pixbuf_loader_close (loader, NULL);
    return NULL;
  }
  if (virDomainIsActive (domain) != 1) {
    g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE, "The machine is off");
    gdk_pixbuf_loader_close (loader, NULL);
    virDomainFree (domain);
    return NULL;
  }
  stream = virStreamNew (call->connection, 0);
  mime = stream != NULL ? virDomainScreenshot (domain, stream, 0, 0) : NULL;
  if (mime == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    gdk_pixbuf_loader_close (loader, NULL);
  } else if (!receive_picture (stream, loader, error)) {
    virStreamAbort (stream);
    gdk_pixbuf_loader_close (loader, NULL);
  } else {
    virStreamFinish (stream);
    if (gdk_pixbuf_loader_close (loader, error)) {
      GdkPixbuf *picture = gdk_pixbuf_loader_get_pixbuf (loader);

      if (picture != NULL)
        scaled = scale_down (picture, GPOINTER_TO_INT (call->payload));
      else
        g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DISPLAY,
                             "libvirt sent an empty picture");
    }
  }
  free (mime);
  if (stream != NULL)
    virStreamFree (stream);
  virDomainFree (domain);
  sprint_machine_error_adopt (error);
  return scaled;
}

void
sprint_machine_screenshot_async (SprintMachine       *self,
                                 int                  max_width,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_screenshot_async);
  sprint_machine_run_picture (self, screenshot_thread, GINT_TO_POINTER (max_width), g_object_unref, task);
}

GdkPixbuf *
sprint_machine_screenshot_finish (SprintMachine  *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Descriptors travel as themselves plus one: a pointer of NULL is no result. */
static void
close_descriptor (gpointer descriptor)
{
  close (GPOINTER_TO_INT (descriptor) - 1);
}

int
sprint_machine_find_spice (const char *xml)
{
  xmlDocPtr doc = xmlReadMemory (xml, strlen (xml), NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlXPathContextPtr context = doc != NULL ? xmlXPathNewContext (doc) : NULL;
  xmlXPathObjectPtr found = context != NULL ? xmlXPathEvalExpression (BAD_CAST "/domain/devices/graphics", context)
                                            : NULL;
  int index = -1;

  for (int i = 0; found != NULL && found->nodesetval != NULL && index < 0 && i < found->nodesetval->nodeNr; i++) {
    xmlChar *type = xmlGetProp (found->nodesetval->nodeTab[i], BAD_CAST "type");

    if (xmlStrEqual (type, BAD_CAST "spice"))
      index = i;
    xmlFree (type);
  }
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  xmlFreeDoc (doc);
  return index;
}

static gpointer
open_graphics_thread (gpointer   data,
                      GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  int index = -1, descriptor = -1;
  char *xml;

  if (domain == NULL)
    return NULL;
  xml = virDomainGetXMLDesc (domain, 0);
  if (xml != NULL) {
    index = sprint_machine_find_spice (xml);
    /* A password keeps others out, not the person whose machine it is. */
    if (index >= 0)
      descriptor = virDomainOpenGraphicsFD (domain, index, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH);
  }
  if (xml != NULL && index < 0)
    g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DISPLAY,
                         "The machine has no SPICE display");
  else if (descriptor < 0)
    sprint_machine_error_set_from_libvirt (error);
  free (xml);
  virDomainFree (domain);
  return descriptor >= 0 ? GINT_TO_POINTER (descriptor + 1) : NULL;
}

void
sprint_machine_open_graphics_async (SprintMachine       *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_open_graphics_async);
  sprint_machine_run (self, open_graphics_thread, NULL, NULL, close_descriptor, task);
}

int
sprint_machine_open_graphics_finish (SprintMachine  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error)) - 1;
}
