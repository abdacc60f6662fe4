/** The icons that the screens use, under one roof, so that one place decides their drawing. */
export {
  Archive, ArchiveRestore, ArrowDown, ArrowLeft, ArrowUp, AtSign, Ban, Bell, BellOff, Bold, Bookmark, Cake, Camera, Check, CheckCheck, ChevronDown, ChevronLeft,
  ChevronRight, ChevronUp, CircleAlert, CircleCheck, Clock, Code, Contact, Copy, Download, Ellipsis, EllipsisVertical, Eye, EyeOff, File, Flag, Folder, Forward, Globe,
  Image, Info, Italic, Keyboard, Laptop, Link, Lock, LogOut, Mail, MapPin, Menu, MessageCircle, Mic, Monitor, Moon, Music, Palette, Paperclip, Pause,
  Pencil, Phone, Pin, PinOff, Play, Plus, QrCode, Quote, RefreshCw, Reply, Search, Send, Settings, Shield, ShieldCheck, Smartphone, Smile, SquareCheck, SquarePen, Star,
  Strikethrough, Sun, SunMoon, Tablet, Timer, Trash2, Underline, User, UserPlus, UserX, Users, Video, Volume2, VolumeX, WifiOff, X, ZoomIn, ZoomOut,
} from '@lucide/svelte'
