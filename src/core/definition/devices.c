/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices.h"

#include "gconfig-pointers.h"
#include "xml-edit.h"

#define add_device(domain, device) \
  gvir_config_domain_add_device (domain, GVIR_CONFIG_DOMAIN_DEVICE (device))

static void
set_boot_order (gpointer    device,
                const char *order)
{
  sprint_xml_add (sprint_xml_get_node (device), "boot", "order", order, NULL);
}

static void
add_disk (GVirConfigDomain *domain,
          SprintRecipe     *recipe,
          const char       *boot_order)
{
  g_autoptr (GVirConfigDomainDisk) disk = gvir_config_domain_disk_new ();
  g_autoptr (GVirConfigDomainDiskDriver) driver = gvir_config_domain_disk_driver_new ();
  gboolean sata = g_strcmp0 (sprint_recipe_get_disk_bus (recipe), "sata") == 0;

  gvir_config_domain_disk_driver_set_name (driver, "qemu");
  gvir_config_domain_disk_driver_set_discard (driver, GVIR_CONFIG_DOMAIN_DISK_DRIVER_DISCARD_UNMAP);
  /* gconfig's list of formats ends before vdi. */
  sprint_xml_set_attribute (sprint_xml_get_node (driver), "type", sprint_recipe_get_disk_format (recipe));

  gvir_config_domain_disk_set_type (disk, GVIR_CONFIG_DOMAIN_DISK_FILE);
  gvir_config_domain_disk_set_guest_device_type (disk, GVIR_CONFIG_DOMAIN_DISK_GUEST_DEVICE_DISK);
  gvir_config_domain_disk_set_driver (disk, driver);
  gvir_config_domain_disk_set_source (disk, sprint_recipe_get_disk_path (recipe));
  gvir_config_domain_disk_set_target_dev (disk, sata ? "sda" : "vda");
  gvir_config_domain_disk_set_target_bus (disk, sata ? GVIR_CONFIG_DOMAIN_DISK_BUS_SATA
                                                     : GVIR_CONFIG_DOMAIN_DISK_BUS_VIRTIO);
  set_boot_order (disk, boot_order);
  add_device (domain, disk);
}

GVirConfigDomainDisk *
sprint_devices_create_cdrom (SprintHypervisorOffer *offer,
                             const char            *iso,
                             const char            *target)
{
  GVirConfigDomainDisk *disk = gvir_config_domain_disk_new ();
  g_autoptr (GVirConfigDomainDiskDriver) driver = gvir_config_domain_disk_driver_new ();

  gvir_config_domain_disk_driver_set_name (driver, "qemu");
  gvir_config_domain_disk_driver_set_format (driver, GVIR_CONFIG_DOMAIN_DISK_FORMAT_RAW);
  gvir_config_domain_disk_set_type (disk, GVIR_CONFIG_DOMAIN_DISK_FILE);
  gvir_config_domain_disk_set_guest_device_type (disk, GVIR_CONFIG_DOMAIN_DISK_GUEST_DEVICE_CDROM);
  gvir_config_domain_disk_set_driver (disk, driver);
  if (iso != NULL)
    gvir_config_domain_disk_set_source (disk, iso);
  gvir_config_domain_disk_set_target_dev (disk, target);
  gvir_config_domain_disk_set_target_bus (disk, sprint_hypervisor_offer_is_x86 (offer)
                                                  ? GVIR_CONFIG_DOMAIN_DISK_BUS_SATA
                                                  : GVIR_CONFIG_DOMAIN_DISK_BUS_SCSI);
  gvir_config_domain_disk_set_readonly (disk, TRUE);

  return disk;
}

static void
add_drives (GVirConfigDomain      *domain,
            SprintRecipe          *recipe,
            SprintHypervisorOffer *offer)
{
  const char *iso = sprint_recipe_get_installer_iso (recipe);

  if (sprint_recipe_get_disk_path (recipe) != NULL)
    add_disk (domain, recipe, iso != NULL ? "2" : "1");

  if (iso != NULL) {
    g_autoptr (GVirConfigDomainDisk) cdrom = sprint_devices_create_cdrom (offer, iso, "sdb");

    set_boot_order (cdrom, "1");
    add_device (domain, cdrom);
    if (!sprint_hypervisor_offer_is_x86 (offer))
      sprint_xml_add (sprint_xml_ensure_child (sprint_xml_get_node (domain), "devices"), "controller",
                      "type", "scsi", "model", "virtio-scsi", NULL);
  }
}

static void
add_network (GVirConfigDomain *domain)
{
  g_autoptr (GVirConfigDomainInterfaceUser) interface = gvir_config_domain_interface_user_new ();

  gvir_config_domain_interface_set_model (GVIR_CONFIG_DOMAIN_INTERFACE (interface), "virtio");
  add_device (domain, interface);
}

static void
add_input (GVirConfigDomain            *domain,
           GVirConfigDomainInputDeviceType type)
{
  g_autoptr (GVirConfigDomainInput) input = gvir_config_domain_input_new ();

  gvir_config_domain_input_set_device_type (input, type);
  gvir_config_domain_input_set_bus (input, GVIR_CONFIG_DOMAIN_INPUT_BUS_USB);
  add_device (domain, input);
}

static void
add_usb (GVirConfigDomain      *domain,
         SprintHypervisorOffer *offer,
         gboolean               spice)
{
  g_autoptr (GVirConfigDomainControllerUsb) controller = gvir_config_domain_controller_usb_new ();

  gvir_config_domain_controller_usb_set_model (controller, GVIR_CONFIG_DOMAIN_CONTROLLER_USB_MODEL_QEMU_XHCI);
  gvir_config_domain_controller_set_ports (GVIR_CONFIG_DOMAIN_CONTROLLER (controller), 15);
  add_device (domain, controller);
  add_input (domain, GVIR_CONFIG_DOMAIN_INPUT_DEVICE_TABLET);
  add_input (domain, GVIR_CONFIG_DOMAIN_INPUT_DEVICE_KEYBOARD);

  if (!spice || !sprint_hypervisor_offer_has_device (offer, "redirdev"))
    return;
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GVirConfigDomainRedirdev) redirection = gvir_config_domain_redirdev_new ();
    g_autoptr (GVirConfigDomainChardevSourceSpiceVmc) source = gvir_config_domain_chardev_source_spicevmc_new ();

    gvir_config_domain_redirdev_set_bus (redirection, GVIR_CONFIG_DOMAIN_REDIRDEV_BUS_USB);
    gvir_config_domain_chardev_set_source (GVIR_CONFIG_DOMAIN_CHARDEV (redirection),
                                           GVIR_CONFIG_DOMAIN_CHARDEV_SOURCE (source));
    add_device (domain, redirection);
  }
}

static GVirConfigDomainChannel *
create_channel (GVirConfigDomainChardevSource *source,
                const char                    *name)
{
  GVirConfigDomainChannel *channel = gvir_config_domain_channel_new ();

  gvir_config_domain_channel_set_target_type (channel, GVIR_CONFIG_DOMAIN_CHANNEL_TARGET_VIRTIO);
  gvir_config_domain_channel_set_target_name (channel, name);
  gvir_config_domain_chardev_set_source (GVIR_CONFIG_DOMAIN_CHARDEV (channel), source);

  return channel;
}

static void
add_channel (GVirConfigDomain              *domain,
             GVirConfigDomainChardevSource *source,
             const char                    *name)
{
  g_autoptr (GVirConfigDomainChannel) channel = create_channel (source, name);

  add_device (domain, channel);
}

GVirConfigDomainChannel *
sprint_devices_create_folder_channel (void)
{
  g_autoptr (GVirConfigDomainChardevSourceSpicePort) port = gvir_config_domain_chardev_source_spiceport_new ();

  gvir_config_domain_chardev_source_spiceport_set_channel (port, SPRINT_FOLDER_CHANNEL_NAME);

  return create_channel (GVIR_CONFIG_DOMAIN_CHARDEV_SOURCE (port), SPRINT_FOLDER_CHANNEL_NAME);
}

static void
add_channels (GVirConfigDomain *domain,
              gboolean          spice)
{
  g_autoptr (GVirConfigDomainChardevSourceUnix) socket = gvir_config_domain_chardev_source_unix_new ();
  g_autoptr (GVirConfigDomainChardevSourcePty) pty = gvir_config_domain_chardev_source_pty_new ();
  g_autoptr (GVirConfigDomainSerial) serial = gvir_config_domain_serial_new ();
  g_autoptr (GVirConfigDomainConsole) console = gvir_config_domain_console_new ();

  add_channel (domain, GVIR_CONFIG_DOMAIN_CHARDEV_SOURCE (socket), "org.qemu.guest_agent.0");
  if (spice) {
    g_autoptr (GVirConfigDomainChardevSourceSpiceVmc) vmc = gvir_config_domain_chardev_source_spicevmc_new ();

    g_autoptr (GVirConfigDomainChannel) folder = sprint_devices_create_folder_channel ();

    add_channel (domain, GVIR_CONFIG_DOMAIN_CHARDEV_SOURCE (vmc), "com.redhat.spice.0");
    add_device (domain, folder);
  }

  gvir_config_domain_chardev_set_source (GVIR_CONFIG_DOMAIN_CHARDEV (serial),
                                         GVIR_CONFIG_DOMAIN_CHARDEV_SOURCE (pty));
  add_device (domain, serial);
  gvir_config_domain_console_set_target_type (console, GVIR_CONFIG_DOMAIN_CONSOLE_TARGET_SERIAL);
  gvir_config_domain_chardev_set_source (GVIR_CONFIG_DOMAIN_CHARDEV (console),
                                         GVIR_CONFIG_DOMAIN_CHARDEV_SOURCE (pty));
  add_device (domain, console);
}

static void
add_graphics (GVirConfigDomain *domain,
              gboolean          spice)
{
  g_autoptr (GVirConfigDomainGraphicsSpice) graphics = NULL;

  if (!spice) {
    g_autoptr (GVirConfigDomainGraphicsVnc) vnc = gvir_config_domain_graphics_vnc_new ();

    sprint_xml_add (sprint_xml_get_node (vnc), "listen", "type", "none", NULL);
    add_device (domain, vnc);
    return;
  }

  graphics = gvir_config_domain_graphics_spice_new ();
  sprint_xml_add (sprint_xml_get_node (graphics), "listen", "type", "none", NULL);
  /* Shown on this computer: compressing pictures would only cost time. */
  gvir_config_domain_graphics_spice_set_image_compression
    (graphics, GVIR_CONFIG_DOMAIN_GRAPHICS_SPICE_IMAGE_COMPRESSION_OFF);
  add_device (domain, graphics);
}

static void
add_video (GVirConfigDomain      *domain,
           SprintHypervisorOffer *offer)
{
  static const struct {
    const char *name;
    GVirConfigDomainVideoModel model;
  } models[] = {
    { "virtio", GVIR_CONFIG_DOMAIN_VIDEO_MODEL_VIRTIO },
    { "qxl", GVIR_CONFIG_DOMAIN_VIDEO_MODEL_QXL },
    { "bochs", GVIR_CONFIG_DOMAIN_VIDEO_MODEL_BOCHS },
    { "vga", GVIR_CONFIG_DOMAIN_VIDEO_MODEL_VGA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++) {
    g_autoptr (GVirConfigDomainVideo) video = NULL;

    if (!sprint_hypervisor_offer_has_value (offer, "video", "modelType", models[i].name))
      continue;

    video = gvir_config_domain_video_new ();
    gvir_config_domain_video_set_model (video, models[i].model);
    add_device (domain, video);
    return;
  }
}

static void
add_sound (GVirConfigDomain *domain,
           gboolean          spice)
{
  g_autoptr (GVirConfigDomainSound) sound = gvir_config_domain_sound_new ();
  g_autoptr (GVirConfigDomainAudio) audio = gvir_config_domain_audio_new ();

  gvir_config_domain_sound_set_model (sound, GVIR_CONFIG_DOMAIN_SOUND_MODEL_ICH9);
  add_device (domain, sound);
  gvir_config_domain_audio_set_backend (audio, spice ? GVIR_CONFIG_DOMAIN_AUDIO_BACKEND_SPICE
                                                     : GVIR_CONFIG_DOMAIN_AUDIO_BACKEND_NONE);
  sprint_xml_set_attribute (sprint_xml_get_node (audio), "id", "1");
  add_device (domain, audio);
}

static void
add_paravirtual (GVirConfigDomain      *domain,
                 SprintHypervisorOffer *offer)
{
  xmlNode *devices = sprint_xml_ensure_child (sprint_xml_get_node (domain), "devices");
  g_autoptr (GVirConfigDomainMemballoon) balloon = gvir_config_domain_memballoon_new ();

  gvir_config_domain_memballoon_set_model (balloon, GVIR_CONFIG_DOMAIN_MEMBALLOON_MODEL_VIRTIO);
  add_device (domain, balloon);

  if (sprint_hypervisor_offer_has_value (offer, "rng", "backendModel", "random")) {
    xmlNode *rng = sprint_xml_add (devices, "rng", "model", "virtio", NULL);

    sprint_xml_set_text (sprint_xml_add (rng, "backend", "model", "random", NULL), "/dev/urandom");
  }
  if (sprint_hypervisor_offer_is_x86 (offer) &&
      sprint_hypervisor_offer_has_value (offer, "panic", "model", "isa"))
    sprint_xml_add (devices, "panic", "model", "isa", NULL);
}

void
sprint_devices_add (GVirConfigDomain      *domain,
                    SprintRecipe          *recipe,
                    SprintHypervisorOffer *offer)
{
  gboolean spice = sprint_hypervisor_offer_has_value (offer, "graphics", "type", "spice") ||
                   !sprint_hypervisor_offer_is_qemu (offer);

  add_drives (domain, recipe, offer);
  add_network (domain);
  add_usb (domain, offer, spice);
  add_channels (domain, spice);
  add_graphics (domain, spice);
  add_video (domain, offer);
  add_sound (domain, spice);
  add_paravirtual (domain, offer);
}
