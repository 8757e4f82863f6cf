/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice-board.h"

#define DIMMED 0.35

struct _SprintNoticeBoard
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *page;
  GtkSpinner *spinner;
  GtkButton *page_button;
  GtkWidget *page_details;
  GtkLabel *page_details_label;
  GtkOverlay *overlay;
  GtkWidget *card;
  GtkLabel *card_title;
  GtkLabel *card_text;
  GtkButton *card_button;
  GtkWidget *card_details;
  GtkLabel *card_details_label;
  GtkWidget *blank_card;
  GtkLabel *blank_label;
  char *said;
};

G_DEFINE_FINAL_TYPE (SprintNoticeBoard, sprint_notice_board, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SCREEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_notice_board_dispose (GObject *object)
{
  SprintNoticeBoard *self = SPRINT_NOTICE_BOARD (object);

  /* First, as disposing of the template frees what AdwBin still has as its child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_NOTICE_BOARD);

  G_OBJECT_CLASS (sprint_notice_board_parent_class)->dispose (object);
}

static void
sprint_notice_board_finalize (GObject *object)
{
  g_free (SPRINT_NOTICE_BOARD (object)->said);

  G_OBJECT_CLASS (sprint_notice_board_parent_class)->finalize (object);
}

static void
sprint_notice_board_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SprintNoticeBoard *self = SPRINT_NOTICE_BOARD (object);

  switch (prop_id) {
  case PROP_SCREEN:
    g_value_set_object (value, gtk_overlay_get_child (self->overlay));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_notice_board_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SprintNoticeBoard *self = SPRINT_NOTICE_BOARD (object);

  switch (prop_id) {
  case PROP_SCREEN:
    gtk_overlay_set_child (self->overlay, g_value_get_object (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
show_button (GtkButton                 *button,
             const SprintConsoleNotice *notice)
{
  gboolean any = notice != NULL && notice->action != NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), any);
  if (!any)
    return;

  gtk_button_set_label (button, notice->label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), notice->action);
  if (g_str_equal (notice->action, "console.retry") || g_str_equal (notice->action, "console.force-off"))
    gtk_widget_remove_css_class (GTK_WIDGET (button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (button), "suggested-action");
}

static void
show_details (GtkWidget                 *expander,
              GtkLabel                  *label,
              const SprintConsoleNotice *notice)
{
  const char *details = notice != NULL ? notice->details : NULL;

  gtk_label_set_label (label, details != NULL ? details : "");
  gtk_widget_set_visible (expander, details != NULL);
  if (details == NULL)
    gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
}

static void
update_page (SprintNoticeBoard         *self,
             const SprintConsoleNotice *notice)
{
  g_autofree char *text = g_markup_escape_text (notice != NULL ? notice->text : "", -1);

  adw_status_page_set_icon_name (self->page, notice != NULL ? notice->icon_name : NULL);
  adw_status_page_set_title (self->page, notice != NULL ? notice->title : "");
  adw_status_page_set_description (self->page, text);
  show_button (self->page_button, notice);
  show_details (self->page_details, self->page_details_label, notice);

  /* A spinner that turns unseen still costs. */
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), notice != NULL && notice->spinning);
  gtk_spinner_set_spinning (self->spinner, notice != NULL && notice->spinning);
}

static void
update_card (SprintNoticeBoard         *self,
             const SprintConsoleNotice *notice)
{
  GtkWidget *screen = gtk_overlay_get_child (self->overlay);

  gtk_label_set_label (self->card_title, notice != NULL ? notice->title : "");
  gtk_label_set_label (self->card_text, notice != NULL ? notice->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card_text), notice != NULL && notice->text[0] != '\0');
  show_button (self->card_button, notice);
  show_details (self->card_details, self->card_details_label, notice);
  gtk_widget_set_visible (self->card, notice != NULL);
  if (screen != NULL)
    gtk_widget_set_opacity (screen, notice != NULL ? DIMMED : 1);
}

static void
announce (SprintNoticeBoard *self,
          const char        *words)
{
  if (g_set_str (&self->said, words) && words != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
sprint_notice_board_class_init (SprintNoticeBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_notice_board_dispose;
  object_class->finalize = sprint_notice_board_finalize;
  object_class->get_property = sprint_notice_board_get_property;
  object_class->set_property = sprint_notice_board_set_property;
  properties[PROP_SCREEN] = g_param_spec_object ("screen", NULL, NULL, GTK_TYPE_WIDGET,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/view/notice-board.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, page);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, page_button);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, page_details);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, page_details_label);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, overlay);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, card);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, card_title);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, card_text);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, card_button);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, card_details);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, card_details_label);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, blank_card);
  gtk_widget_class_bind_template_child (widget_class, SprintNoticeBoard, blank_label);
}

static void
sprint_notice_board_init (SprintNoticeBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sprint_notice_board_show_page (SprintNoticeBoard         *self,
                               const SprintConsoleNotice *notice)
{
  g_return_if_fail (SPRINT_IS_NOTICE_BOARD (self));
  g_return_if_fail (notice != NULL);

  update_page (self, notice);
  update_card (self, NULL);
  gtk_widget_set_visible (self->blank_card, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "page");
  announce (self, notice->title);
}

void
sprint_notice_board_show_screen (SprintNoticeBoard         *self,
                                 const SprintConsoleNotice *notice,
                                 gboolean                   quiet)
{
  g_return_if_fail (SPRINT_IS_NOTICE_BOARD (self));

  update_page (self, NULL);
  update_card (self, notice);
  gtk_widget_set_visible (self->blank_card, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "screen");
  if (!quiet)
    announce (self, notice != NULL ? notice->title : NULL);
}

void
sprint_notice_board_show_blank (SprintNoticeBoard *self,
                                const char        *words)
{
  g_return_if_fail (SPRINT_IS_NOTICE_BOARD (self));

  update_page (self, NULL);
  update_card (self, NULL);
  gtk_label_set_label (self->blank_label, words);
  gtk_widget_set_visible (self->blank_card, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "screen");
  announce (self, words);
}
